/** Whether there is room for the console (1024 px and more). Never in a mini-program. */
export function useWide(): boolean {
  return false
}
