import Taro from '@tarojs/taro'

/** Small values kept on the device. Reading never throws: a blocked or broken storage is an empty one. */
export function readStored<T extends string | number | boolean>(key: string): T | undefined {
  try {
    const value: unknown = Taro.getStorageSync(`qianli.${key}`)
    return value === '' || value === undefined || value === null ? undefined : (value as T)
  } catch {
    return undefined
  }
}

export function store(key: string, value: string | number | boolean): void {
  try {
    Taro.setStorageSync(`qianli.${key}`, value)
  } catch {
    // Private windows may refuse: the choice then lasts as long as the page.
  }
}

export function forget(key: string): void {
  try {
    Taro.removeStorageSync(`qianli.${key}`)
  } catch {
    // Nothing to forget.
  }
}

/** Everything but the language: what one person left must not greet the next. */
export function forgetPerson(): void {
  try {
    for (const key of Taro.getStorageInfoSync().keys) {
      if (key.startsWith('qianli.') && key !== 'qianli.language') Taro.removeStorageSync(key)
    }
  } catch {
    // Nothing to forget.
  }
}
