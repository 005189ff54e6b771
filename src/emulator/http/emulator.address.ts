/** Where the emulator listens: stands for the origin of every Wix host and site. Known once it listens. */
export class EmulatorAddress {
  url = '';
}
