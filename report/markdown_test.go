package report

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/risk"
)

func TestMarkdownFitsAComment(t *testing.T) {
	for _, n := range []int{0, 5, 50, 300, 1000} {
		text := in(t, "markdown", crowd(n), plainOptions)
		if len(text) > commentLimit {
			t.Errorf("%d rows: %d bytes, want at most %d", n, len(text), commentLimit)
		}
		if !strings.Contains(string(text), "rules applied") {
			t.Errorf("%d rows: the last line is missing", n)
		}
	}
}

func TestMarkdownSaysWhatDidNotFit(t *testing.T) {
	text := string(in(t, "markdown", crowd(1000), plainOptions))
	if !strings.Contains(text, "more that did not fit") {
		t.Error("nothing says that something was left out")
	}
	if strings.Contains(string(in(t, "markdown", home(), plainOptions)), "did not fit") {
		t.Error("a small register did not fit")
	}
}

var tag = regexp.MustCompile(`<[^>]*>?`)

func TestMarkdownHasNoHTMLButItsOwn(t *testing.T) {
	own := map[string]bool{
		"<details>": true, "</details>": true, "<summary>": true, "</summary>": true,
		"<sub>": true, "</sub>": true, "<span>": true, "</span>": true,
	}
	for name, register := range registers() {
		text := string(in(t, "markdown", register(), plainOptions))
		open := map[string]int{}
		for _, found := range tag.FindAllString(text, -1) {
			if !own[found] {
				t.Errorf("%s contains %s", name, found)
			}
			open[strings.Trim(found, "</>")] += 1 - 2*strings.Count(found, "/")
		}
		for word, n := range open {
			if n != 0 {
				t.Errorf("%s leaves %d <%s> open", name, n, word)
			}
		}
	}
}

func TestMarkdownTablesKeepTheirColumns(t *testing.T) {
	bar := regexp.MustCompile(`(^|[^\\])\|`)
	tables := 0
	for name, register := range registers() {
		columns := 0
		for _, line := range strings.Split(string(in(t, "markdown", register(), plainOptions)), "\n") {
			if !strings.HasPrefix(line, "|") {
				columns = 0
				continue
			}
			n := len(bar.FindAllString(line, -1))
			if columns == 0 {
				columns, tables = n, tables+1
			}
			if n != columns {
				t.Errorf("%s: %d bars instead of %d in %s", name, n, columns, line)
			}
		}
	}
	if tables == 0 {
		t.Fatal("no tables")
	}
}

func TestMarkdownNeitherMentionsNorLinks(t *testing.T) {
	r := home()
	r.Model.Title = "@everyone fixes #12 at https://evil.example or WWW.evil.example"
	text := string(in(t, "markdown", r, plainOptions))
	for _, bad := range []string{"@everyone", "#12", "https://", "WWW.evil"} {
		if strings.Contains(text, bad) {
			t.Errorf("%q is live", bad)
		}
	}
}

func TestQuoteMakesTextMeanItself(t *testing.T) {
	for given, want := range map[string]string{
		"plain words.":     "plain words.",
		"a|b":              `a\|b`,
		"`x` *b* _i_ ~s~":  "\\`x\\` \\*b\\* \\_i\\_ \\~s\\~",
		"[t](u)":           `\[t\](u)`,
		"a < b & c > d":    "a &lt; b &amp; c &gt; d",
		"$5 and $6":        "<span>$</span>5 and <span>$</span>6",
		"me@home":          "me@&#8203;home",
		"line\nbreak":      "line break",
		"\x1b[1m":          `\\u001b\[1m`,
		"https://a.b":      "https:&#8203;//a.b",
		"www.a.b":          "www.&#8203;a.b",
		`back\slash`:       `back\\slash`,
		"ratio 1:2, v1.2":  "ratio 1:2, v1.2",
		"issue #7":         "issue #&#8203;7",
		"\u202eabc\u202c.": `\\u202eabc\\u202c.`,
	} {
		if got := quote(given); got != want {
			t.Errorf("quote(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestCodeHoldsOnlyIDs(t *testing.T) {
	for given, want := range map[string]string{
		"threat/cause":   "`threat/cause`",
		"TEN-05@uplink":  "`TEN-05@uplink`",
		"a`b":            "a\\`b",
		"a|b":            `a\|b`,
		"":               "",
		"überwachung":    "überwachung",
		"white space":    "white space",
		"<b>":            "&lt;b&gt;",
		"models/x.yaml:": "`models/x.yaml:`",
	} {
		if got := code(given); got != want {
			t.Errorf("code(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestASectionWithoutRoomIsNamed(t *testing.T) {
	d := &document{room: 300}
	d.section(section{title: "Risks", head: []string{"a", "b"}, lines: []string{strings.Repeat("x", 400)}})
	if got := d.out.String(); !strings.Contains(got, "Risks did not fit") {
		t.Errorf("got %q", got)
	}
}

func FuzzQuote(f *testing.F) {
	for _, s := range attacks {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := string(in(t, "markdown", &risk.Register{Model: risk.Header{Title: s}}, plainOptions))
		if len(text) > commentLimit {
			t.Errorf("%d bytes", len(text))
		}
		q := strings.ReplaceAll(strings.ReplaceAll(quote(s), "<span>", ""), "</span>", "")
		if strings.ContainsAny(q, "<>\n\x1b") {
			t.Errorf("quote(%q) = %q", s, q)
		}
	})
}

func TestMarkdownHasWhatTextHas(t *testing.T) {
	text := string(in(t, "markdown", home(), plainOptions))
	for _, want := range []string{
		"<summary>2 waivers</summary>",
		"| expired | `KEY-04` | device-ca | 2026-02-01 | pki | Renewal of the authority is being prepared |",
		"| closed by Quotas per device (planned) |",
		"| Record device, tenant, revision and rule with every decision. |",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
}
