export const THEMES = ['light', 'dark', 'auto'] as const;

/** How the widget looks on the site of one app instance. */
export interface WidgetSettings {
  readonly title: string;
  readonly theme: (typeof THEMES)[number];
  /** `#rrggbb`. */
  readonly accentColor: string;
  readonly published: boolean;
}

/** What holds until somebody saves settings. */
export const DEFAULT_SETTINGS: WidgetSettings = Object.freeze({
  title: 'My widget',
  theme: 'auto',
  accentColor: '#116dff',
  published: false,
});
