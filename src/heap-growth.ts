import { setFlagsFromString } from 'node:v8';

// Old garbage is collected once the heap has grown by half, not by up to three times: junk tokens then take some +40 MiB, not +180.
setFlagsFromString('--heap-growing-percent=50');
