/** Mini-program pages scroll by themselves only; the fault is said in a toast as well. */
export function showControl(_id: string): void {}
