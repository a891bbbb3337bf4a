import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'

const root = path.resolve(__dirname, '..')
const isWeapp = process.env.TARO_ENV === 'weapp'

/** Packages whose published code is newer than the browser floor (iOS 13, Android WebView 80) and must be compiled. */
const modernPackages =
  /[\\/]node_modules[\\/](@tanstack|zod|use-sync-external-store|query-string|decode-uri-component|filter-obj|split-on-first)[\\/]/
const outsideSource = [path.join(root, 'types')]

export default defineConfig<'webpack5'>(async () => {
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'qianli',
    date: '2026-11-22',
    // Styles are written in px at 375 and stay px: the layout is fluid, so neither rpx nor rem is needed.
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV ?? 'weapp'}`,
    plugins: [
      '@tarojs/plugin-framework-react',
      '@tarojs/plugin-platform-weapp',
      '@tarojs/plugin-platform-h5',
      path.join(root, 'config', 'accessible-templates.js'),
    ],
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: !process.env.CI },
    alias: { '@': path.join(root, 'src') },
    copy: {
      patterns: isWeapp ? [{ from: 'src/sitemap.json', to: 'dist/weapp/sitemap.json' }] : [],
      options: {},
    },
    jsMinimizer: 'terser',
    terser: { enable: true, config: { ecma: 2018, output: { comments: false } } },
    mini: {
      optimizeMainPackage: { enable: true },
      compile: { include: [...outsideSource, (file: string) => modernPackages.test(file)] },
      webpackChain(chain, webpack) {
        // Mini-programs have no AbortController; the query cache cancels through it.
        chain.plugin('abort').use(webpack.ProvidePlugin, [
          {
            AbortController: [path.join(root, 'src/platform/abort'), 'AbortController'],
            AbortSignal: [path.join(root, 'src/platform/abort'), 'AbortSignal'],
          },
        ])
      },
      miniCssExtractPluginOption: { ignoreOrder: true },
      postcss: { pxtransform: { enable: false, config: {} }, cssModules: { enable: false } },
    },
    h5: {
      publicPath: './',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      compile: { include: [...outsideSource, (file: string) => modernPackages.test(file)] },
      webpackChain(chain) {
        // What most pages share is loaded once; the console stays apart from what a phone loads.
        chain.optimization.splitChunks({
          chunks: 'async',
          cacheGroups: {
            kit: {
              test: /[\\/]src[\\/](components[\\/](ui|contract|identity|captcha|consent)|data|locales|platform)[\\/]/,
              name: 'kit',
              minChunks: 3,
              enforce: true,
            },
            document: {
              test: /[\\/]src[\\/]components[\\/]document[\\/]/,
              name: 'document',
              minChunks: 2,
              enforce: true,
            },
          },
        })
      },
      postcss: {
        pxtransform: { enable: false, config: {} },
        autoprefixer: { enable: true, config: {} },
        // Our browser parts are plain elements: `button` in a style sheet means button.
        htmltransform: { enable: false, config: { removeCursorStyle: false } },
      },
    },
  }

  return config
})
