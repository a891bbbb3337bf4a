import { useRouter } from '@tarojs/taro'

/** A parameter of the page's address, decoded. Hosts hand them over as they stand in the link. */
export function useParam(name: string): string | undefined {
  const raw = useRouter().params[name]
  if (raw === undefined) return undefined

  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}
