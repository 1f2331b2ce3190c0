import { combinations } from '../derive/combinations.ts';
import { describeEjected } from '../derive/describe-ejected.ts';
import { difficulties } from '../derive/difficulties.ts';

describeEjected({ ...difficulties, ...combinations });
