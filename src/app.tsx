import { useDidHide, useDidShow, useLaunch } from '@tarojs/taro'
import { QueryClientProvider } from '@tanstack/react-query'
import type { PropsWithChildren } from 'react'
import { queryClient } from './data/query-client'
import { appHidden, appShown, startPlatform } from './platform/start'
import './app.scss'

export default function App({ children }: PropsWithChildren) {
  useLaunch(startPlatform)
  useDidShow(appShown)
  useDidHide(appHidden)

  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}
