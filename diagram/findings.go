package diagram

import (
	"slices"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/risk"
)

// marks number the rules that fail on a picture, worst first, for its badges
// and the table below it. What fails elsewhere in the model gets no number.
type marks struct {
	rows      []markRow
	elsewhere []markRow
	at        map[string][]int // numbers by element
	rules     int              // that fail, here or elsewhere
	beyond    int              // of these, with a finding that no row tells
}

// markRow is one failing rule and where it fails.
type markRow struct {
	rule     string
	severity string
	title    string
	places   []string // titles of the elements
}

// How many rules the tables hold.
const (
	maxMarks     = 30
	maxElsewhere = 6
)

// newMarks reads the findings that concern a scene, which come worst first. What
// is waived, closed, unknown or only a preview is left out.
func newMarks(s scene, r *risk.Register) *marks {
	k := &marks{at: map[string][]int{}}
	if r == nil {
		return k
	}
	drawn, rules, left := s.drawn(), map[string]bool{}, map[string]bool{}
	for _, f := range r.Findings {
		if f.Outcome != "fail" || f.Waived || f.Closed || f.Preview || s.inside != nil && !drawn[f.Element] {
			continue
		}
		rules[f.Rule] = true
		if !k.mark(f, titleOf(s.model, f.Element), drawn[f.Element]) {
			left[f.Rule] = true
		}
	}
	k.rules, k.beyond = len(rules), len(left)
	return k
}

// mark puts a finding into the table where it belongs, and reports whether it
// found room.
func (k *marks) mark(f risk.Finding, place string, drawn bool) bool {
	table, room := &k.elsewhere, maxElsewhere
	if drawn {
		table, room = &k.rows, maxMarks
	}
	i := slices.IndexFunc(*table, func(r markRow) bool { return r.rule == f.Rule })
	if i < 0 {
		if len(*table) == room {
			return false
		}
		i = len(*table)
		*table = append(*table, markRow{rule: f.Rule, severity: f.Severity, title: f.Title})
	}
	(*table)[i].places = append((*table)[i].places, place)
	if drawn {
		k.at[f.Element] = append(k.at[f.Element], i+1)
	}
	return true
}

const (
	tableRow       = 24
	tableTitle     = "What the rules found (the numbers on the picture)"
	elsewhereTitle = "Found elsewhere: at what this picture does not show"
)

// draw writes both tables from x, y and returns where they end.
func (k *marks) draw(x, y, width float64) (items []canvas.Item, bottom float64) {
	items, y = drawTable(tableTitle, k.rows, true, x, y, width)
	more, y := drawTable(elsewhereTitle, k.elsewhere, false, x, y, width)
	return append(items, more...), y
}

func drawTable(title string, rows []markRow, numbered bool, x, y, width float64) (items []canvas.Item, bottom float64) {
	if len(rows) == 0 {
		return nil, y
	}
	items = append(items, canvas.Text{X: x, Y: y + 14, Font: nameFont, Fill: ink, Text: title})
	y += 26
	for i, r := range rows {
		middle := y + tableRow/2
		if numbered {
			items = append(items, badges(x+badgeRadius, middle, []int{i + 1})...)
		}
		items = append(items, r.draw(x+28, middle+4, width-28)...)
		y += tableRow
	}
	return items, y + 10
}

func (r markRow) draw(x, baseline, width float64) []canvas.Item {
	const severityWidth = 62
	where := "at " + some(r.places, 3)
	title := dataFont.Fit(r.title, (width-severityWidth)*0.6)
	left := x + severityWidth + dataFont.Width(title) + 10
	return []canvas.Item{
		canvas.Text{X: x, Y: baseline, Font: tagFont, Fill: ink, Text: r.severity},
		canvas.Text{X: x + severityWidth, Y: baseline, Font: dataFont, Fill: ink, Text: title},
		canvas.Text{X: left, Y: baseline, Font: dataFont, Fill: sub, Text: dataFont.Fit(where, x+width-left)},
	}
}
