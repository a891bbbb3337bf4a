/**
 * Lets mini-program views carry a role and a label for screen readers (WeChat: `aria-role`, `aria-label`);
 * the stock Taro templates leave them out.
 */
const spoken = { 'aria-role': '', 'aria-label': '' }

module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return
      platform.template.mergeComponents(ctx, { View: spoken, Image: spoken, Input: spoken })
    },
  })
}
