// Writes the logs for the reports: a hostile one, and a long one.

import { writeFileSync } from "node:fs";

const field = (text) => `"${text.replaceAll('"', '""')}"`;
const base64 = (text) => Buffer.from(text).toString("base64");

/** Whatever of these runs, leaves a mark on the window. */
const ATTACKS = [
  "cmd /c echo </script><img src=x onerror=\"window.hacked='image'\"> http://203.0.113.9/a</script>",
  "<!--<script>window.hacked='comment'</script>--><script>window.hacked='script'</script> evil.example.com",
  "<svg onload=\"window.hacked='svg'\"><iframe srcdoc=\"<script>parent.hacked='frame'</script>\"> 198.51.100.7",
  "javascript:window.hacked='address' http://evil.example.com/?q=<script>window.hacked='url'</script>",
  "\u2028\u2029 \u202egpj.exe \u0000\u0007 &lt;b&gt; &amp; {{7*7}} ${7*7} `x` https://evil.example.org/\u202e",
  "%3Cscript%3Ewindow.hacked='percent'%3C/script%3E <style>*{display:none}</style> 2001:db8::1",
];

const rows = [["TimeGenerated", "<b onmouseover=\"window.hacked='column'\">Command</b>"].map(field).join(",")];
ATTACKS.forEach((attack, i) => {
  const time = `2026-03-02T00:0${i}:00Z`;
  rows.push([time, attack].map(field).join(","));
  rows.push([time, `powershell -c "[Convert]::FromBase64String('${base64(`${attack} and once more ${base64(attack)}`)}')"`].map(field).join(","));
});
writeFileSync("hostile.csv", `${rows.join("\r\n")}\r\n`);

// A hundred thousand events, each different; every hundredth hides something.
const long = ["TimeGenerated,Host,Command"];
for (let i = 0; i < 100_000; i++) {
  const time = new Date(Date.UTC(2026, 2, 2) + i * 13_000).toISOString();
  const address = `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;
  const command = i % 100 ? `curl https://host-${i}.example.com/${i} --connect-to ${address}` : `run ${base64(`fetch the list from http://203.0.113.${i % 250}/list/${i}`)}`;
  long.push(`${time},host-${i % 50},${command}`);
}
writeFileSync("long.csv", `${long.join("\n")}\n`);
