import { defineConfig } from 'seedbed';
import { demoDay } from './demo-day.ts';

export default defineConfig({ scenarios: { course: [demoDay] } });
