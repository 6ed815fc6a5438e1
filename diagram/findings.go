package diagram

import (
	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/risk"
)

// marks number the rules that fail, worst first, for the badges on a picture
// and the table below it.
type marks struct {
	rows   []markRow
	at     map[string][]int // numbers by element
	beyond int              // failing rules that found no room
}

// markRow is one failing rule and where it fails.
type markRow struct {
	severity string
	title    string
	places   []string // titles of the elements
}

// maxMarks is how many rules the table holds.
const maxMarks = 12

// newMarks reads the findings that concern a scene, which come worst first. What
// is waived, unknown or only a preview gets no number.
func newMarks(s scene, r *risk.Register) *marks {
	k := &marks{at: map[string][]int{}}
	if r == nil {
		return k
	}
	concerns, numbers := s.concerns(), map[string]int{}
	for _, f := range r.Findings {
		if f.Outcome != "fail" || f.Waived || f.Preview || !concerns(f.Element) {
			continue
		}
		n, seen := numbers[f.Rule]
		if !seen {
			n = k.open(f)
			numbers[f.Rule] = n
		}
		if n > 0 {
			k.at[f.Element] = append(k.at[f.Element], n)
			k.rows[n-1].places = append(k.rows[n-1].places, titleOf(s.model, f.Element))
		}
	}
	return k
}

// open begins a row and returns its number, or 0 when the table is full.
func (k *marks) open(f risk.Finding) int {
	if len(k.rows) == maxMarks {
		k.beyond++
		return 0
	}
	k.rows = append(k.rows, markRow{severity: f.Severity, title: f.Title})
	return len(k.rows)
}

const (
	tableRow   = 24
	tableTitle = "What the rules found (the numbers on the picture)"
)

// draw writes the table from x, y and returns where it ends.
func (k *marks) draw(x, y, width float64) (items []canvas.Item, bottom float64) {
	if len(k.rows) == 0 {
		return nil, y
	}
	items = append(items, canvas.Text{X: x, Y: y + 14, Font: nameFont, Fill: ink, Text: tableTitle})
	y += 26
	for i, r := range k.rows {
		middle := y + tableRow/2
		items = append(items, badges(x+badgeRadius, middle, []int{i + 1})...)
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
