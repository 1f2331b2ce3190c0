import { describePytest } from './describe-pytest.ts';

// The long suite has every driver.
describePytest(1);
