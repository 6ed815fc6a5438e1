package report

import (
	"io"
	"strings"
)

// Section is a part of a page for people.
type Section struct {
	Head string   // bold where colours are; "" is none
	Text string   // behind or below the head, wrapped
	Rows []string // below that, one or more lines each; blanks at the beginning indent
	Same bool     // the text begins in the line of the head, after a colon
}

// NarrowPage and WidePage bound how wide sections may be, in columns.
const (
	NarrowPage = 40
	WidePage   = pageWidth
)

// Sections writes a page, wrapped at a width that is brought within NarrowPage
// and WidePage. Sections are a blank line apart, but for short ones that follow
// each other in one line each.
func Sections(w io.Writer, sections []Section, width int, o Options) error {
	p := &page{color: o.Color}
	width = min(max(width, NarrowPage), WidePage)
	for i, s := range sections {
		if i > 0 && (!s.Same || !sections[i-1].Same) {
			p.blank()
		}
		p.section(s, width)
	}
	return p.to(w)
}

func (p *page) section(s Section, width int) {
	switch {
	case s.Same:
		p.labelled(s, width)
	case s.Head != "":
		for _, line := range fitting(s.Head, width) {
			p.line(0, span{line, bold})
		}
		fallthrough
	default:
		for _, line := range wrap(oneLine(s.Text), width-2) {
			p.line(2, span{line, normal})
		}
	}
	for _, row := range s.Rows {
		p.row(row, width)
	}
}

// labelled writes head and text in one line, and what does not fit below it.
func (p *page) labelled(s Section, width int) {
	whole := s.Head + ": " + s.Text
	if s.Text == "" {
		whole = s.Head
	}
	lines := wrap(oneLine(whole), width-2)
	for i, line := range lines {
		head, rest, found := strings.Cut(line, ": ")
		switch {
		case i > 0:
			p.line(2, span{line, normal})
		case found && head == oneLine(s.Head):
			p.line(0, span{head, bold}, span{": " + rest, normal})
		default:
			p.line(0, span{line, bold})
		}
	}
}

// row writes a line at its indent; what does not fit goes deeper.
func (p *page) row(row string, most int) {
	text := strings.TrimLeft(row, " ")
	indent := min(len(row)-len(text), most/4)
	lines := fitting(text, most-indent)
	if len(lines) > 1 {
		lines = fitting(text, most-indent-2)
	}
	for i, line := range lines {
		p.line(indent+2*min(i, 1), span{line, normal})
	}
}

// fitting keeps a line that fits as it is, columns and all, and wraps others.
func fitting(s string, most int) []string {
	if width(s) <= most {
		return []string{s}
	}
	return wrap(oneLine(s), most)
}
