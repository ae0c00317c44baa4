/** Of the product, as in package.json (a test compares them: neither app nor lib may import the root). */
export const version = "0.1.0";
