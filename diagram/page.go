package diagram

import (
	"strings"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
)

// page is the frame that both kinds of picture share: a title and a sentence at
// the top left, the legend at the top right, the arrangement below, notes last.
type page struct {
	id          string
	title       string
	caption     string
	description string
	legend      legend
	notes       []string
}

const (
	margin       = 24
	minPageWidth = 860
	bodyGap      = 26
)

// layOut makes a drawing around a body of that size, which body draws with its
// upper left corner at x, y.
func (p *page) layOut(width, height float64, body func(x, y float64) []canvas.Item) *canvas.Drawing {
	full := max(width+2*margin, minPageWidth)
	legendWidth, legendHeight := p.legend.size()
	items, headed := p.head(full - legendWidth - 3*margin)
	if len(p.legend.rows) > 0 {
		items = append(items, p.legend.draw(full-margin-legendWidth, margin)...)
	}
	top := max(headed, margin+legendHeight) + bodyGap
	items = append(items, body((full-width)/2, top)...)
	foot, bottom := p.foot(top+height+bodyGap, full-2*margin, p.footnotes(items))
	return &canvas.Drawing{
		ID:          p.id,
		Title:       canvas.Shorten(p.title, 300),
		Description: canvas.Shorten(p.description, 4000),
		Width:       full,
		Height:      bottom,
		Paper:       paper,
		Items:       append(items, foot...),
	}
}

func (p *page) head(width float64) (items []canvas.Item, bottom float64) {
	y := float64(margin)
	lines := func(font canvas.Font, paint canvas.Paint, text string, most int, spacing float64) {
		for _, line := range font.Wrap(text, width, most) {
			items = append(items, canvas.Text{X: margin, Y: y + font.Size, Font: font, Fill: paint, Text: line})
			y += font.Size * spacing
		}
	}
	lines(titleFont, ink, p.title, 3, 1.2)
	y += 8
	lines(captionFont, sub, p.caption, 5, 1.35)
	return items, y
}

// footnotes adds what the reader should know of the letters themselves.
func (p *page) footnotes(items []canvas.Item) []string {
	if allCovered(items) {
		return p.notes
	}
	return append(p.notes[:len(p.notes):len(p.notes)], "Some signs on this picture are not in its own font: where the reader's fonts lack them too, empty boxes stand for them.")
}

func allCovered(items []canvas.Item) bool {
	for _, i := range items {
		switch i := i.(type) {
		case canvas.Text:
			if !canvas.Covers(i.Text) {
				return false
			}
		case canvas.Group:
			if !allCovered(i.Items) {
				return false
			}
		}
	}
	return true
}

func (p *page) foot(y, width float64, notes []string) (items []canvas.Item, bottom float64) {
	for _, note := range notes {
		for _, line := range dataFont.Wrap(note, width, 4) {
			items = append(items, canvas.Text{X: margin, Y: y + dataFont.Size, Font: dataFont, Fill: sub, Text: line})
			y += dataFont.Size * 1.4
		}
		y += 4
	}
	return items, y + margin - bodyGap/2
}

// safeID keeps what may stand in an id.
func safeID(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.' {
			return r
		}
		return '-'
	}, id)
}
