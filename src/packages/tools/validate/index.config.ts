export default definePageConfig({ navigationBarTitleText: '签立' })
