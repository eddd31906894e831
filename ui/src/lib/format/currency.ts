// How many minor digits a currency has (ISO 4217 list one), where it is not two.

const NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
const THREE = "BHD IQD JOD KWD LYD OMR TND";
const FOUR = "CLF UYW";

const EXPONENTS = new Map<string, number>([
  ...NONE.split(" ").map((code) => [code, 0] as const),
  ...THREE.split(" ").map((code) => [code, 3] as const),
  ...FOUR.split(" ").map((code) => [code, 4] as const),
]);

/** Intl follows CLDR, which differs from ISO 4217 (IQD, MGA, …), so the table is our own. */
export function exponentOf(currency: string): number {
  return EXPONENTS.get(currency) ?? 2;
}
