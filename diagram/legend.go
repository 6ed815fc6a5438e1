package diagram

import "github.com/stormtree-dev/stormtree/diagram/canvas"

// legend explains the signs that are on the picture, and no others.
type legend struct{ rows []legendRow }

// legendRow is a sign, drawn around a point, and its meaning.
type legendRow struct {
	sign  func(x, y float64) []canvas.Item
	words string
}

const (
	legendHeight = 20 // of a row
	signWidth    = 34
	legendInset  = 10
)

func (l *legend) add(words string, sign func(x, y float64) []canvas.Item) {
	l.rows = append(l.rows, legendRow{sign, words})
}

func (l *legend) size() (w, h float64) {
	w = tagFont.Width(legendTitle)
	for _, r := range l.rows {
		w = max(w, signWidth+10+dataFont.Width(r.words))
	}
	return w + 2*legendInset, float64(len(l.rows))*legendHeight + 22 + legendInset
}

const legendTitle = "How to read this"

func (l *legend) draw(x, y float64) []canvas.Item {
	w, h := l.size()
	items := []canvas.Item{
		canvas.Box{X: x, Y: y, W: w, H: h, Radius: 8, Fill: cardFill, Line: canvas.Line{Paint: lineInk, Width: 0.8}},
		canvas.Text{X: x + legendInset, Y: y + 19, Font: tagFont, Fill: ink, Text: legendTitle},
	}
	for i, r := range l.rows {
		middle := y + 22 + (float64(i)+0.5)*legendHeight
		items = append(items, r.sign(x+legendInset+signWidth/2, middle)...)
		items = append(items, canvas.Text{X: x + legendInset + signWidth + 10, Y: middle + 4, Font: dataFont, Fill: ink, Text: r.words})
	}
	return items
}

// swatch is a small box in the manner of a card.
func swatch(radius float64, fill canvas.Paint, line canvas.Line) func(x, y float64) []canvas.Item {
	return func(x, y float64) []canvas.Item {
		return []canvas.Item{canvas.Box{X: x - signWidth/2, Y: y - 7, W: signWidth, H: 14, Radius: radius, Fill: fill, Line: line}}
	}
}

// stroke is a piece of line.
func stroke(line canvas.Line) func(x, y float64) []canvas.Item {
	return func(x, y float64) []canvas.Item {
		return []canvas.Item{straight(canvas.Point{X: x - signWidth/2, Y: y}, canvas.Point{X: x + signWidth/2, Y: y}, line)}
	}
}

func straight(from, to canvas.Point, line canvas.Line) canvas.Curve {
	return canvas.Curve{Points: []canvas.Point{from, from, to, to}, Line: line}
}

// word is a sample of the numbers on the picture.
func word(text string) func(x, y float64) []canvas.Item {
	return func(x, y float64) []canvas.Item {
		return []canvas.Item{canvas.Text{X: x, Y: y + 4, Anchor: canvas.Middle, Font: smallFont, Fill: ink, Text: text}}
	}
}

// barSample is a bar in each of its colours.
func barSample(x, y float64) []canvas.Item {
	const w = signWidth / 3.0
	var items []canvas.Item
	for i, paint := range []canvas.Paint{barLow, barMid, barHigh} {
		items = append(items, canvas.Box{X: x - signWidth/2 + float64(i)*w, Y: y - barHeight/2, W: w - 1, H: barHeight, Fill: paint})
	}
	return items
}
