import { classroom } from '../../../src/seeders/course/classroom.ts';
import { lectureHall } from '../../../src/seeders/course/lecture-hall.ts';
import { describeRealism } from './describe-realism.ts';

// Seeds 0 to 4 of these and of a semester are in the long suite.
describeRealism(classroom, [0]);
describeRealism(lectureHall, [0]);
