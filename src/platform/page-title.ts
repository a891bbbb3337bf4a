/** Our navigation bar shows the title itself. */
export function usePageTitle(_title: string | undefined): void {}
