// What the mikro-orm program reads: it takes TypeScript only through a loader of its own, Node needs none.
import configurations from '../mikro-orm.config.ts';

// Where no --contextName is given, the course domain answers.
const { contextName: _, ...course } = configurations.find(({ contextName }) => contextName === 'course');

export default [...configurations, (contextName) => (contextName === 'default' ? course : undefined)];
