export const PAGE_STYLE = `
  :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
  h1 { font-size: 1.6rem; margin-bottom: 0; }
  h2 { font-size: 1.15rem; margin: 0; }
  section { margin-top: 2rem; }
  .row { display: flex; gap: 1rem; align-items: center; justify-content: space-between; flex-wrap: wrap; }
  .site { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin-top: .75rem; }
  .site h3 { font-size: 1rem; margin: 0; }
  .buttons { display: flex; gap: .5rem; flex-wrap: wrap; margin-top: .5rem; }
  button { font: inherit; padding: .25rem .75rem; cursor: pointer; }
  code, pre { font: .85rem/1.5 ui-monospace, monospace; }
  pre { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; overflow-x: auto; margin: .5rem 0; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; font-size: .9rem; margin-top: .5rem; }
  th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
`;
