import { defineConfig } from 'seedbed';
import { library } from './library.ts';

export default defineConfig({ domains: [library] });
