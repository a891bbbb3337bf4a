import { useDidShow } from '@tarojs/taro'
import { useEffect, useRef } from 'react'

/** Names the browser tab after the page in view. */
export function usePageTitle(title: string | undefined): void {
  const latest = useRef(title)
  latest.current = title

  const name = () => {
    if (latest.current) document.title = latest.current
  }
  useEffect(name, [title])
  useDidShow(name)
}
