package report

import (
	"bytes"
	"io"
	"strings"
)

const (
	pageWidth  = 100 // of a text report, in columns
	labelWidth = 11  // of the words in front of paragraphs, the space behind them included
	longText   = 8   // lines of a paragraph; no reader wants more of one thing
)

// ink is how a span of text looks on a terminal: the parameters of an ANSI SGR
// sequence, or nothing.
type ink string

const (
	normal ink = ""
	bold   ink = "1"
	dim    ink = "2"
	red    ink = "31"
	alarm  ink = "1;31"
	yellow ink = "33"
	green  ink = "32"
)

// span is a piece of a line.
type span struct {
	text string
	ink  ink
}

// page collects lines. Every text passes through its one door, where it is made
// plain before any colour is added: a title cannot speak to the terminal.
type page struct {
	out   bytes.Buffer
	color bool
}

// line writes spans as one line, indented by so many columns.
func (p *page) line(indent int, spans ...span) {
	end := len(spans)
	for end > 0 && strings.TrimRight(spans[end-1].text, " ") == "" {
		end--
	}
	p.out.WriteString(strings.Repeat(" ", indent))
	for i, s := range spans[:end] {
		text := plain(s.text)
		if i == end-1 {
			text = strings.TrimRight(text, " ")
		}
		p.paint(text, s.ink)
	}
	p.out.WriteByte('\n')
}

func (p *page) paint(text string, i ink) {
	if !p.color || i == normal {
		p.out.WriteString(text)
		return
	}
	p.out.WriteString("\x1b[" + string(i) + "m" + text + "\x1b[0m")
}

// blank writes an empty line.
func (p *page) blank() { p.out.WriteByte('\n') }

// head opens a section: its name, and what the columns below mean.
func (p *page) head(name, gloss string) {
	p.blank()
	if width(name)+gutter+width(oneLine(gloss)) <= pageWidth {
		p.line(0, span{name, bold}, span{"  " + gloss, dim})
		return
	}
	p.line(0, span{name, bold})
	p.hang(1, 1, gloss, dim)
}

// text writes a paragraph, wrapped, every line indented alike.
func (p *page) text(indent int, s string) { p.hang(indent, indent, s, normal) }

// hang writes a paragraph whose first line is indented by first, the others by rest.
func (p *page) hang(first, rest int, s string, i ink) {
	for n, line := range paragraph(s, pageWidth-max(first, rest)) {
		indent := rest
		if n == 0 {
			indent = first
		}
		p.line(indent, span{line, i})
	}
}

// label writes a paragraph with a word in front of it, as wide as a label is.
func (p *page) label(indent int, name, s string) {
	if s == "" {
		return
	}
	at := indent + labelWidth
	for n, line := range paragraph(s, pageWidth-at) {
		if n > 0 {
			name = ""
		}
		p.line(indent, span{name + strings.Repeat(" ", labelWidth-width(name)), dim}, span{line, normal})
	}
}

// paragraph breaks a text into lines and cuts what is endless.
func paragraph(s string, max int) []string {
	lines := wrap(oneLine(s), max)
	if len(lines) > longText {
		last := clip(strings.Join(lines[longText-1:], " "), max)
		lines = append(lines[:longText-1], last)
	}
	return lines
}

// to hands the finished page over in one write.
func (p *page) to(w io.Writer) error {
	_, err := w.Write(p.out.Bytes())
	return err
}
