export default defineAppConfig({
  pages: ['pages/home/index', 'pages/contracts/index', 'pages/todo/index', 'pages/me/index'],
  subPackages: [
    { root: 'packages/account', pages: ['sign-in/index', 'password/index', 'agreement/index'] },
    { root: 'packages/identity', pages: ['real-name/index'] },
    { root: 'packages/contract', pages: ['detail/index', 'code/index'] },
    { root: 'packages/sign', pages: ['landing/index', 'read/index', 'done/index'] },
    { root: 'packages/initiate', pages: ['setup/index', 'place/index', 'sent/index'] },
    { root: 'packages/tools', pages: ['validate/index'] },
  ],
  preloadRule: {
    'pages/home/index': { network: 'wifi', packages: ['packages/contract'] },
  },
  // Our own bar, drawn by the pages, so that both hosts look and behave alike.
  tabBar: {
    custom: true,
    color: '#686D76',
    selectedColor: '#24527A',
    backgroundColor: '#FFFFFF',
    list: [
      { pagePath: 'pages/home/index', text: '首页' },
      { pagePath: 'pages/contracts/index', text: '合同' },
      { pagePath: 'pages/todo/index', text: '待办' },
      { pagePath: 'pages/me/index', text: '我的' },
    ],
  },
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '签立',
    navigationBarTextStyle: 'black',
    backgroundColor: '#FAFAF7',
    backgroundTextStyle: 'dark',
  },
  animation: false,
  lazyCodeLoading: 'requiredComponents',
  sitemapLocation: 'sitemap.json',
  ...(process.env.TARO_ENV === 'weapp' ? { cloud: true, __usePrivacyCheck__: true } : {}),
})
