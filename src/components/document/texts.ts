import { defineTexts } from '@/locales/texts'

export const documentTexts = defineTexts(
  {
    pageOf: (page: number, count: number) => `第 ${page} 页，共 ${count} 页`,
    pagePill: (page: number, count: number) => `第 ${page} / ${count} 页`,
    pageFailed: '这一页没有加载出来',
    loadAgain: '重新加载',
    pageLoading: '页面加载中',
    zoomIn: '放大',
    zoomOut: '缩小',
    zoomFit: '适合宽度',
    previousPage: '上一页',
    nextPage: '下一页',
    padLabel: '手写签名区，请用手指、触控笔或鼠标书写',
  },
  {
    pageOf: (page: number, count: number) => `Page ${page} of ${count}`,
    pagePill: (page: number, count: number) => `Page ${page} / ${count}`,
    pageFailed: 'This page could not be loaded',
    loadAgain: 'Load again',
    pageLoading: 'Page is loading',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    zoomFit: 'Fit width',
    previousPage: 'Previous page',
    nextPage: 'Next page',
    padLabel: 'Signature pad: write with a finger, a pen or the mouse',
  },
)
