/** WeChat demands this component for a custom tab bar; ours is drawn by the pages themselves. */
export default function EmptyTabBar() {
  return null
}
