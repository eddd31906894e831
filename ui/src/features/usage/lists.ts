// What the lists of usage share.

/** The most rows that are asked for at once; the newest come first. */
export const MOST = 1000;
