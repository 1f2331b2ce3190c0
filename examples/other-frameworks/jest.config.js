/** seedbed is made of modules, which jest loads as they are. */
export default { testMatch: ['<rootDir>/jest/**/*.test.js'], transform: {} };
