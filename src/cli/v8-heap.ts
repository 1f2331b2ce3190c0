import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Where new objects live: large enough for most rows to be garbage before they would be moved out of it. */
const YOUNG_BYTES = 16 * 1_048_576;

/**
 * Keeps the heap near to what is in use, for commands through which more rows flow than memory holds: they are soon
 * garbage, which Node otherwise lets grow to several times as much before it looks.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
  growYoung();
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** A running V8 cannot be told how large its young space is to be, but lets it grow where much in it lives on. */
function growYoung(): void {
  let kept: unknown[] = [];
  for (let n = 0; youngBytes() < YOUNG_BYTES && n < 4_000; n++) {
    kept.push(new Array(1_000).fill(n));
    if (kept.length > 500) kept = [];
  }
}

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? YOUNG_BYTES;
