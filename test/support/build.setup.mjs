import { buildIfNeeded } from '../../scripts/build-if-needed.mjs';

/** Some tests run the built programs; one build before all of them, so that none builds under another's feet. */
export default function build() {
  buildIfNeeded(new URL('../..', import.meta.url));
}
