import { classroom } from '../../src/seeders/course/classroom.ts';
import { lectureHall } from '../../src/seeders/course/lecture-hall.ts';
import { semester } from '../../src/seeders/course/semester.ts';
import { describeRealism } from '../seeders/course/describe-realism.ts';

describeRealism(classroom, [0, 1, 2, 3, 4]);
describeRealism(lectureHall, [1, 2, 3, 4]);
describeRealism(semester, [0, 1, 2, 3, 4]);
