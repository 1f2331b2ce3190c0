// The package's entry `seedbed/zod`: what the parameters of a scenario are described with. Apart, because loading it
// takes a tenth of what everything else does.

export { z } from 'zod';
