import { describePytest } from '../examples/describe-pytest.ts';

describePytest();
