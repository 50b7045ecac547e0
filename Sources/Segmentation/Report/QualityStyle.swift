/// The style sheet of the report. No `<` or `&`, so that it is the same text as HTML and as XML.
enum QualityStyle {
    static let sheet: StaticString = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#5c6570;--line:#dde1e6;--panel:#f6f7f9;--pale:#d9dde2;--over:#3b5b8c;--under:#b3c5df}
        @media (prefers-color-scheme:dark){:root{--paper:#15181d;--ink:#e8eaed;--soft:#a2abb6;--line:#343a43;--panel:#1d2128;--pale:#3a4049;--over:#8fb3ea;--under:#3a4f70}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{max-width:1080px;margin:0 auto;padding:40px 28px}
        h1{font-size:38px;line-height:1.15;margin:0 0 12px;letter-spacing:-.5px}
        h2{font-size:24px;margin:0 0 6px}
        h3{font-size:18px;margin:28px 0 2px}
        p{margin:0 0 14px;color:var(--soft);max-width:75ch}
        .kicker{text-transform:uppercase;letter-spacing:1.5px;font-size:13px;margin-bottom:6px}
        .lead{font-size:19px}
        section{margin-top:56px}
        svg{display:block;width:100%;height:auto}
        svg text{fill:var(--ink);font-family:inherit}
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(230px,1fr));gap:12px;margin:28px 0 0}
        .tiles div{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:14px 16px}
        .tiles dt{font-size:14px;color:var(--soft);min-height:42px;line-height:1.35}
        .tiles dd{margin:0;font-size:13px;color:var(--soft)}
        .tiles dd.big{font-size:29px;line-height:1.3;color:var(--ink);font-variant-numeric:tabular-nums}
        .chip{display:inline-block;min-width:24px;padding:1px 6px;margin-right:8px;border-radius:5px;background:var(--profile);color:var(--on-profile);text-align:center;font-size:14px}
        .map-and-legend{display:grid;grid-template-columns:minmax(0,1fr) 270px;gap:24px;align-items:center}
        .legend{list-style:none;margin:0;padding:0}
        .legend li{display:flex;align-items:baseline;padding:4px 0;border-bottom:1px solid var(--line);font-size:15px}
        .legend i,figcaption i{margin-left:auto;padding-left:10px;font-style:normal;color:var(--soft);font-variant-numeric:tabular-nums}
        .dots{fill:none;stroke:var(--profile);stroke-linecap:round}
        .dots-pale{stroke:var(--pale)}
        .map-box{fill:none;stroke:var(--line)}
        .map-label{font-size:15px;fill:var(--soft)}
        .small-maps{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:18px;margin-top:14px}
        .small-maps .map-label{display:none}
        .radials{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:18px;margin-top:14px}
        figure{margin:0;break-inside:avoid}
        figcaption{display:flex;align-items:baseline;font-size:15px;margin-bottom:4px}
        .radials figure{border:1px solid var(--line);border-radius:10px;padding:12px}
        .radial-ring{fill:none;stroke:var(--line)}
        .radial-axis{fill:none;stroke:var(--line)}
        .radial-france{fill:none;stroke:var(--soft);stroke-dasharray:5 4;stroke-width:1.6}
        .radial-shape{fill:var(--profile);fill-opacity:.28;stroke:var(--profile);stroke-width:3;stroke-linejoin:round}
        .radial-point{fill:var(--profile)}
        .radial{overflow:visible}.radial-label{font-size:16px}
        .heat-row{font-size:12px}.heat-column{font-size:12px}
        .heat-mark{fill:var(--profile)}
        .heat-0{fill:#0b4a8f;background:#0b4a8f}.heat-1{fill:#3f7fc0;background:#3f7fc0}.heat-2{fill:#84b1de;background:#84b1de}.heat-3{fill:#c3d9ee;background:#c3d9ee}.heat-4{fill:#f1f1ef;background:#f1f1ef}.heat-5{fill:#f9d9b4;background:#f9d9b4}.heat-6{fill:#f0ad63;background:#f0ad63}.heat-7{fill:#d97b1f;background:#d97b1f}.heat-8{fill:#9a4a05;background:#9a4a05}
        @media (prefers-color-scheme:dark){.heat-4{fill:#2b2f36;background:#2b2f36}.heat-3{fill:#2c4563;background:#2c4563}.heat-5{fill:#5b4328;background:#5b4328}.heat-2{fill:#37679b;background:#37679b}.heat-6{fill:#96632b;background:#96632b}.heat-1{fill:#5796d6;background:#5796d6}.heat-7{fill:#d98a3c;background:#d98a3c}.heat-0{fill:#9cc8f7;background:#9cc8f7}.heat-8{fill:#ffc078;background:#ffc078}}
        .heat-value{font-size:9px;text-anchor:middle;fill:#1b1f24}.heat-strong{fill:#fff}
        @media (prefers-color-scheme:dark){.heat-value{fill:#e8eaed}.heat-strong{fill:#111}}
        .heat-legend{list-style:none;display:flex;margin:0 0 8px;padding:0}
        .heat-legend li{position:relative;width:44px}
        .heat-legend i{position:absolute;right:-16px;width:32px;text-align:center;font-style:normal;font-size:12px;color:var(--soft)}
        .swatch{display:block;height:14px}
        .pair-label{font-size:10.5px}.pair-value{font-size:10.5px;font-variant-numeric:tabular-nums}
        .pair-under{fill:var(--profile,var(--under))}.pair-over{fill:var(--over)}
        .line-grid{stroke:var(--line);fill:none}.line-path{fill:none;stroke:var(--over);stroke-width:2.5}
        .line-point{fill:var(--over)}.line-named{fill:var(--paper);stroke:var(--over);stroke-width:3}
        .line-label{font-size:10.5px}.line-name{font-size:12px;font-weight:600}
        table{border-collapse:collapse;width:100%;font-size:15px;font-variant-numeric:tabular-nums}
        th,td{padding:5px 10px;border-bottom:1px solid var(--line);text-align:right;font-weight:400}
        thead th{color:var(--soft);font-size:13px}
        th:first-child{text-align:left;padding-left:0}
        tbody tr:hover{background:var(--panel)}
        footer{margin-top:56px;border-top:1px solid var(--line);padding-top:14px;font-size:14px}
        @media screen and (max-width:760px){main{padding:24px 16px}h1{font-size:29px}.map-and-legend{grid-template-columns:1fr}.small-maps{grid-template-columns:repeat(2,minmax(0,1fr))}.radials{grid-template-columns:1fr}}
        @media print{@page{size:A4;margin:14mm}:root{--paper:#fff;--ink:#000;--soft:#444}body{font-size:11pt}main{max-width:none;padding:0}section{margin-top:9mm;break-inside:auto}.breaks{break-before:page;margin-top:0}.tiles{grid-template-columns:repeat(3,1fr)}.map-and-legend{grid-template-columns:minmax(0,1fr) 58mm;gap:6mm}.legend li{font-size:9pt}.small-maps{grid-template-columns:repeat(6,1fr);gap:3mm}figcaption{font-size:8.5pt}.radials{gap:4mm}.radials figure{padding:3mm 6mm}h2,h3,h2+p{break-after:avoid;break-inside:avoid}svg,table{break-inside:avoid}table{font-size:9pt}th,td{padding:2px 8px}.tiles div,tr,.radials figure{break-inside:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}

        """
}
