/** Where counting what waits for somebody stops: so many and more. */
export const MOST_WAITING = 100;
