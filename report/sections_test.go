package report_test

import (
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/report"
)

func TestSections(t *testing.T) {
	page := []report.Section{
		{Head: "ORG-01  A title that is longer than the narrowest of pages", Text: "high, pack core"},
		{Head: "why", Text: "Because of\nthis,  and that, and for many other reasons.\x1b[2J"},
		{Head: "fears", Text: "confidentiality, integrity, availability, privacy", Same: true},
		{Head: "causes", Text: "loss-of-control", Same: true},
		{Head: "maps to", Rows: []string{"  T1530    Data from Cloud Storage", "  T1078.4  Valid Accounts that somebody else holds in the cloud"}},
	}
	for _, c := range []struct {
		width int
		color bool
		want  string
	}{
		{10, false, `ORG-01 A title that is longer than the
narrowest of pages
  high, pack core

why
  Because of this, and that, and for
  many other reasons.\u001b[2J

fears: confidentiality, integrity,
  availability, privacy
causes: loss-of-control

maps to
  T1530    Data from Cloud Storage
  T1078.4 Valid Accounts that somebody
    else holds in the cloud
`},
		{500, true, "\x1b[1mORG-01  A title that is longer than the narrowest of pages\x1b[0m\n  high, pack core\n\n\x1b[1mwhy\x1b[0m\n"},
		{500, true, "\n\n\x1b[1mfears\x1b[0m: confidentiality, integrity, availability, privacy\n\x1b[1mcauses\x1b[0m: loss-of-control\n\n"},
	} {
		var b strings.Builder
		if err := report.Sections(&b, page, c.width, report.Options{Color: c.color}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), c.want) || c.width == 10 && b.String() != c.want {
			t.Errorf("width %d:\n%s", c.width, b.String())
		}
	}
}
