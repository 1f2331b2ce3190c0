/** The folder that holds `src` and `migrations`: the checkout, or `dist` of the package, whose files are bundled two folders down too. */
export const packageFolder = new URL('../../', import.meta.url);
