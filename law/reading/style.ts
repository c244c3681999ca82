/** How the reading page looks on a screen, on a phone and on A4. */
export const STYLE = `
:root{--ground:#fff;--text:#16222a;--quiet:#5a6b75;--line:#d9e0e3;--soft:#f4f6f7;--accent:#0f7f74;--warn:#9a6200;--bad:#b3311f;
--serif:"Noto Serif SC","Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;
--sans:"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;
--mono:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
@media (prefers-color-scheme:dark){:root{--ground:#0e1317;--text:#dfe6ea;--quiet:#8a99a3;--line:#2a353c;--soft:#151c21;--accent:#3fb6a8;--warn:#e0a33a;--bad:#e5604d}}
*{box-sizing:border-box;margin:0;padding:0}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{background:var(--ground);color:var(--text);font:16px/1.75 var(--serif);font-variant-numeric:tabular-nums;max-width:60rem;margin:0 auto;padding:4rem 2rem 6rem;text-autospace:normal;hanging-punctuation:allow-end}
a{color:inherit;text-decoration:underline;text-decoration-color:var(--line);text-underline-offset:.25em}
a:hover{color:var(--accent);text-decoration-color:currentColor}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code{font:.8em var(--mono)}
ol,ul{list-style:none}
.quiet{color:var(--quiet)}
.top{border-bottom:2px solid var(--text);padding-bottom:1.75rem}
.series{font:14px var(--sans);color:var(--accent);letter-spacing:.08em}
h1{font-size:2.25rem;line-height:1.3;font-weight:700;margin:.35rem 0 1rem}
.lead{max-width:42rem}
.facts{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin-top:1rem;font:14px/1.6 var(--sans);color:var(--quiet)}
.contents{padding:2rem 0;border-bottom:1px solid var(--line);font:14px/1.6 var(--sans)}
.contents section+section{margin-top:1.5rem}
.contents h2{font-size:14px;font-weight:600;margin-bottom:.35rem}
.contents h2 a{text-decoration:none}
.contents ol{display:grid;grid-template-columns:repeat(auto-fill,minmax(13.5rem,1fr));gap:0 1.25rem}
.contents li a{display:flex;gap:.75em;padding:.2rem 0;text-decoration:none;border-bottom:1px solid transparent}
.contents li span{color:var(--quiet);flex:0 0 5.25em;white-space:nowrap}
.law{margin-top:3.5rem}
.law>h2{font-size:1.35rem;line-height:1.45;font-weight:700;padding-bottom:.75rem;border-bottom:1px solid var(--text);break-after:avoid}
.law>.note{max-width:42rem;margin-top:1rem;color:var(--quiet)}
article{padding:1.75rem 0 1.5rem;border-bottom:1px solid var(--line);scroll-margin-top:1rem}
article:target{box-shadow:-.85rem 0 0 var(--ground),-1rem 0 0 var(--accent)}
h3{display:grid;grid-template-columns:7rem 1fr auto;align-items:baseline;font-size:1.15rem;line-height:1.5;font-weight:700;break-after:avoid}
h3 .number{white-space:nowrap}
h3 .id{font:13px var(--mono);color:var(--quiet);text-decoration:none}
dl{display:grid;grid-template-columns:7rem minmax(0,1fr);row-gap:.6rem;margin-top:.6rem}
dt{font:13px/2.15 var(--sans);color:var(--quiet)}
dd{max-width:44rem;overflow-wrap:anywhere}
.asks{font-weight:500}
.open{counter-reset:point}
.open li{counter-increment:point;display:grid;grid-template-columns:1.75em minmax(0,1fr)}
.open li::before{content:counter(point) ".";color:var(--warn);font:13px/2.15 var(--sans)}
table{width:100%;border-collapse:collapse;font:14px/1.6 var(--sans);margin:.3rem 0}
th{text-align:left;font-weight:400;font-size:13px;color:var(--quiet);border-bottom:1px solid var(--line)}
td,th{padding:.3rem 1rem .3rem 0;vertical-align:top}
td{border-bottom:1px solid var(--line)}
tr:last-child td{border-bottom:0}
tr{break-inside:avoid}
.value{font-weight:600;min-width:4.5em}
.day{white-space:nowrap}
.cited{font:14px/2 var(--sans)}
.cited a{margin-right:.75em}
.outcomes b{display:inline-block;min-width:5.5em;font:600 14px var(--sans)}
.yes{color:var(--accent)}.no{color:var(--bad)}.unknown{color:var(--warn)}
.shape ul{padding-left:1.5em;margin:.1rem 0}
.shape li{font-size:15px}
footer{margin-top:3rem;font:13px/1.7 var(--sans);color:var(--quiet)}
@media (max-width:640px){
body{padding:2rem 1.15rem 4rem;font-size:16px}
h1{font-size:1.75rem}
.contents ol{grid-template-columns:1fr}
.contents li a{padding:.45rem 0;border-bottom-color:var(--line)}
h3{grid-template-columns:auto 1fr auto;column-gap:.75rem}
dl{display:block}
dt{margin-top:.7rem;line-height:1.7}
table,tbody,tr,td{display:block}
thead{display:none}
tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
tr:last-child{border-bottom:0}
td{display:flex;gap:1rem;border:0;padding:.05rem 0}
td::before{content:attr(data-is);flex:0 0 3em;color:var(--quiet)}
}
@media print{
@page{size:A4;margin:20mm 20mm 22mm}
:root{--ground:#fff;--text:#000;--quiet:#444;--line:#bbb;--accent:#000;--warn:#000;--bad:#000}
body{max-width:none;padding:0;font-size:10.5pt;line-height:1.6}
h1{font-size:20pt}.law>h2{font-size:14pt}h3{font-size:12pt}
a{text-decoration:none}
dl{grid-template-columns:5.5rem minmax(0,1fr)}h3{grid-template-columns:5.5rem 1fr auto}
dd{max-width:none}
table,.contents,.facts{font-size:9pt}
.law{break-before:page;margin-top:0}
article{padding:5mm 0 4mm}
dt,.asks{break-after:avoid}
}
`
