/** The product's look for pages without scripts: values of the design tokens, components of these few pages. */
export const styles = `
:root{--paper:#FAFAF7;--card:#FFF;--line:#E6E4DE;--line-strong:#D2CFC6;--ink:#1F2A37;--ink-2:#4B5563;--ink-3:#686D76;
--blue:#24527A;--blue-press:#1B3F5E;--blue-wash:#E9F0F6;--cinnabar:#C5372C;--wait:#8F5A0F;--wait-wash:#FBF3E4;
--done:#15703F;--done-wash:#E8F4EC;--ended:#686D76;--ended-wash:#F0EFEB;--refused:#9B2C2C;--refused-wash:#FAEDED}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/22px "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif}
a{color:var(--blue)}
:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
.notice{background:var(--wait-wash);color:var(--wait);padding:8px 16px;text-align:center;border-bottom:1px solid var(--line)}
header{background:var(--card);border-bottom:1px solid var(--line)}
.bar{max-width:960px;margin:0 auto;padding:8px 16px;display:flex;align-items:center;gap:12px;min-height:56px}
.mark{width:32px;height:32px;border-radius:6px;background:var(--cinnabar);color:#fff;display:grid;place-items:center;font:700 12px/13px "Noto Serif CJK SC","Songti SC",serif;text-align:center;flex:none}
.bar b{font-size:16px}.bar .grow{flex:1}
.bar a,nav a{display:inline-flex;align-items:center;min-height:44px;padding:0 8px;text-decoration:none}
nav{max-width:960px;margin:0 auto;padding:0 8px;display:flex;overflow-x:auto}
nav a{white-space:nowrap;color:var(--ink-2);border-bottom:2px solid transparent}
nav a[aria-current]{color:var(--ink);font-weight:700;border-color:var(--blue)}
main{max-width:960px;margin:0 auto;padding:24px 16px 48px}
main.narrow{max-width:480px}
h1{font-size:20px;line-height:28px;margin:0 0 4px}h2{font-size:16px;line-height:24px;margin:24px 0 8px}
p{margin:0 0 12px;color:var(--ink-2)}.small{font-size:12px;line-height:18px;color:var(--ink-3)}
.card{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:16px;margin:0 0 8px}
.card.lead{margin-bottom:16px}
.row{display:flex;gap:12px;align-items:flex-start;justify-content:space-between;flex-wrap:wrap}
.row>*{min-width:0}
.msg{font-size:16px;line-height:24px;overflow-wrap:anywhere;margin:4px 0 0;color:var(--ink)}
.num{font-variant-numeric:tabular-nums}
.chip{display:inline-flex;align-items:center;height:24px;padding:0 8px;border-radius:6px;font:700 12px/18px inherit;font-size:12px;white-space:nowrap;background:var(--ended-wash);color:var(--ended)}
.chip.wait{background:var(--wait-wash);color:var(--wait)}.chip.done{background:var(--done-wash);color:var(--done)}.chip.refused{background:var(--refused-wash);color:var(--refused)}
button,.button{font:700 16px/24px inherit;font-family:inherit;font-size:16px;font-weight:700;min-height:48px;border-radius:10px;border:1px solid var(--line-strong);background:var(--card);color:var(--ink);padding:0 16px;cursor:pointer;width:100%;display:inline-flex;align-items:center;justify-content:center;text-decoration:none}
button.primary,.button.primary{background:var(--blue);border-color:var(--blue);color:#fff}
button.primary:hover,button.primary:active{background:var(--blue-press)}
button.small{min-height:44px;font-size:14px;width:auto;color:inherit}
.actions{display:grid;gap:8px;margin-top:16px}
fieldset{border:0;padding:0;margin:0}legend{padding:0;font-weight:700;font-size:16px;line-height:24px;margin-bottom:8px}
.choice{display:flex;align-items:center;gap:12px;min-height:48px;padding:8px 0;border-bottom:1px solid var(--line)}
.choice:last-child{border-bottom:0}.choice input{width:20px;height:20px;accent-color:var(--blue);flex:none;margin:0}
.choice span{display:block}
label.field{display:block;margin-bottom:12px}label.field span{display:block;color:var(--ink-2);margin-bottom:4px}
input[type=text],input[type=tel],input[type=number],select{font:16px/24px inherit;font-family:inherit;font-size:16px;min-height:44px;border:1px solid var(--line-strong);border-radius:10px;padding:0 12px;background:var(--card);color:var(--ink);width:100%}
.inline{display:flex;gap:8px;align-items:flex-end;flex-wrap:wrap}.inline label.field{flex:1;min-width:140px;margin:0}
dl{margin:0;display:grid;grid-template-columns:max-content 1fr;gap:8px 16px}dt{color:var(--ink-3)}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:8px 12px 8px 0;border-bottom:1px solid var(--line);vertical-align:top}th{font-weight:400;color:var(--ink-3);font-size:12px}
.scroll{overflow-x:auto}
.empty{text-align:center;padding:48px 16px;color:var(--ink-2)}
.say{padding:12px 16px;border-radius:10px;margin:0 0 16px;background:var(--done-wash);color:var(--done)}
.say.refused{background:var(--refused-wash);color:var(--refused)}
@media (min-width:720px){.pair{display:grid;grid-template-columns:1fr 1fr;gap:16px}}
`
