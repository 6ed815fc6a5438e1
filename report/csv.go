package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/risk"
)

// CSV writes a register for spreadsheets: a row for each finding and for each
// risk, numbers of the current view without units. No cell of an author's text
// can be a formula, also where a spreadsheet splits rows at other marks.
func CSV(w io.Writer, r *risk.Register, o Options) error {
	l := newLookup(r)
	s := standings(o.Judged)
	table := csv.NewWriter(w)
	_ = table.Write([]string{
		"kind", "gate", "severity", "id", "family", "element", "outcome", "title", "message", "remediation",
		"likelihood", "expected_loss", "currency", "file", "line", "column", "fingerprint", "grown", "defaults_share", "basis",
	})
	for _, f := range r.Findings {
		_ = table.Write(cells("finding", gateWord(s.finding(f), o), f.Severity, f.Rule, f.Family, f.Element, f.Outcome, f.Title, f.Message, f.Remediation,
			"", "", "", l.artifactName(f.Position.File), strconv.Itoa(f.Position.Line), strconv.Itoa(f.Position.Column), f.Fingerprint, "", "", ""))
	}
	for _, row := range r.Risks {
		_ = table.Write(cells("risk", gateWord(s.risk(row), o), row.Severity, row.ID, "", row.Asset, "", row.Title, by(row), "",
			exactly(row.Likelihood.Current), exactly(row.ExpectedLoss.Current), l.currency(),
			l.artifactName(row.Position.File), strconv.Itoa(row.Position.Line), strconv.Itoa(row.Position.Column), risk.Fingerprint("risk", row.ID),
			strconv.FormatBool(row.Grown), exactly(row.DefaultsShare), row.Basis))
	}
	table.Flush()
	return table.Error()
}

// gateWord is nothing where no gate has judged.
func gateWord(word string, o Options) string {
	if o.Judged == nil {
		return ""
	}
	return word
}

// exactly writes a number of ours, which is never negative.
func exactly(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

func cells(texts ...string) []string {
	for i, text := range texts {
		texts[i] = unformula(clip(oneLine(text), messageLimit))
	}
	return texts
}

// unformula puts an apostrophe before every sign that would begin a formula, at
// the start of a cell and behind what some spreadsheet takes for its end.
func unformula(s string) string {
	var b strings.Builder
	starts := true
	for _, r := range s {
		if starts && strings.ContainsRune("=+-@＝＋－＠", r) {
			b.WriteByte('\'')
		}
		b.WriteRune(r)
		starts = strings.ContainsRune(",;|\"'\t", r) || starts && r == ' '
	}
	return b.String()
}
