// Package markup cuts XML into elements, with places for everything.
//
// It reads what exchange formats for trees need, and refuses the rest: no
// document types, so no entities but the five of XML; UTF-8 only; bounded depth.
// Names are compared as they are written, prefixes included. encoding/xml takes
// ten times as long and copies everything; here names and values are parts of
// the text.
package markup

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/stormtree-dev/stormtree/model/source"
)

// Kind says what a Scanner has found.
type Kind uint8

// The kinds of event.
const (
	Done  Kind = iota // the end of the text, or the first mistake
	Start             // a start tag; an empty-element tag is a start and an end
	End               // an end tag
	Text              // characters that are not only white space
)

// Attribute is one attribute of a start tag.
type Attribute struct {
	Name  []byte
	Value []byte // decoded
	At    int    // the byte where its name begins
}

// Error is the mistake that ended the reading.
type Error struct {
	At      int // the byte of the text
	Kind    string
	Message string
}

// Scanner reads one text. Set Data and MaxDepth before the first Next.
type Scanner struct {
	Data     []byte
	MaxDepth int // elements inside each other

	At         int    // the byte where the event begins
	Name       []byte // of a start or end tag
	Attributes []Attribute
	Text       []byte // decoded; valid until the next event
	Err        *Error

	next    int
	open    [][]byte
	closing bool // the tag before was an empty-element tag
	begun   bool
	rooted  bool // the root element has begun
}

const maxAttributes = 64

func (s *Scanner) fail(at int, kind, format string, args ...any) Kind {
	if s.Err == nil {
		s.Err = &Error{at, kind, fmt.Sprintf(format, args...)}
	}
	s.At, s.next, s.closing = len(s.Data), len(s.Data), false
	return Done
}

// Depth is how many elements are open, the one that just began included.
func (s *Scanner) Depth() int { return len(s.open) }

// Next finds the next event. After a mistake it returns Done for ever.
func (s *Scanner) Next() Kind {
	if s.closing {
		s.closing = false
		return s.end(s.open[len(s.open)-1])
	}
	if !s.begun {
		s.begin()
	}
	for s.Err == nil {
		s.At = s.next
		if s.next == len(s.Data) {
			return s.finish()
		}
		if s.Data[s.next] != '<' {
			if s.characters() {
				return Text
			}
			continue
		}
		if kind, found := s.markup(); found {
			return kind
		}
	}
	return Done
}

// begin checks the characters of the whole text.
func (s *Scanner) begin() {
	s.begun = true
	switch {
	case bytes.HasPrefix(s.Data, []byte("\xff\xfe")), bytes.HasPrefix(s.Data, []byte("\xfe\xff")):
		s.fail(0, source.Syntax, "this is UTF-16; it should be UTF-8")
	case !utf8.Valid(s.Data):
		s.fail(firstInvalid(s.Data), source.Syntax, "this is not UTF-8 text")
	case bytes.HasPrefix(s.Data, []byte("\ufeff")):
		s.next = len("\ufeff")
	}
}

func firstInvalid(data []byte) int {
	at := 0
	for {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size <= 1 {
			return at
		}
		at += size
	}
}

func (s *Scanner) finish() Kind {
	switch {
	case s.Err != nil:
	case len(s.open) > 0:
		return s.fail(len(s.Data), source.Syntax, "the text ends inside of <%s>", show(s.open[len(s.open)-1]))
	case !s.rooted:
		return s.fail(len(s.Data), source.Syntax, "there is no element here")
	}
	return Done
}

// characters reads text up to the next tag and reports whether it says anything.
func (s *Scanner) characters() bool {
	end := bytes.IndexByte(s.Data[s.next:], '<')
	if end < 0 {
		end = len(s.Data) - s.next
	}
	raw := s.Data[s.next : s.next+end]
	blank := 0
	for blank < len(raw) && isSpace(raw[blank]) {
		blank++
	}
	s.At = s.next + blank
	s.next += end
	if blank == len(raw) {
		return false
	}
	if len(s.open) == 0 {
		s.fail(s.At, source.Syntax, "text stands outside of the root element")
		return false
	}
	s.Text = s.decode(bytes.TrimRight(raw[blank:], " \t\r\n"), s.At)
	return s.Err == nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// markup reads what begins with "<"; found is false for what is no event.
func (s *Scanner) markup() (kind Kind, found bool) {
	rest := s.Data[s.next:]
	switch {
	case len(rest) > 1 && rest[1] == '/':
		return s.endTag(), true
	case len(rest) > 1 && rest[1] == '?':
		return s.skip("<?", "?>"), s.Err != nil
	case bytes.HasPrefix(rest, []byte("<!--")):
		return s.skip("<!--", "-->"), s.Err != nil
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return s.cdata(), true
	case bytes.HasPrefix(rest, []byte("<!DOCTYPE")):
		return s.fail(s.next, source.Syntax, "document types (\"<!DOCTYPE\") are refused: they may define entities without end; remove it"), true
	case len(rest) > 1 && rest[1] == '!':
		return s.fail(s.next, source.Syntax, "%s is not XML that is read here", source.Quote(string(rest[:min(len(rest), 12)]))), true
	}
	return s.startTag(), true
}

// skip goes over what stands between two marks.
func (s *Scanner) skip(from, to string) Kind {
	inside := s.Data[s.next+len(from):]
	end := bytes.Index(inside, []byte(to))
	if end < 0 {
		return s.fail(s.next, source.Syntax, "this %q does not end", from)
	}
	s.next += len(from) + end + len(to)
	return Done
}

func (s *Scanner) cdata() Kind {
	const from, to = "<![CDATA[", "]]>"
	at := s.next
	if s.skip(from, to); s.Err != nil {
		return Done
	}
	if len(s.open) == 0 {
		return s.fail(at, source.Syntax, "text stands outside of the root element")
	}
	s.Text = s.Data[at+len(from) : s.next-len(to)]
	if bad := bytes.IndexFunc(s.Text, isControl); bad >= 0 {
		return s.fail(at+len(from)+bad, source.Syntax, "a control character is not allowed in XML")
	}
	return Text
}

func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0xfffe || r == 0xffff
}

func (s *Scanner) endTag() Kind {
	at := s.next
	name, next := s.name(at + 2)
	for next < len(s.Data) && isSpace(s.Data[next]) {
		next++
	}
	switch {
	case len(name) == 0 || next == len(s.Data) || s.Data[next] != '>':
		return s.fail(at, source.Syntax, "this end tag is not complete")
	case len(s.open) == 0:
		return s.fail(at, source.Syntax, "</%s> ends nothing", show(name))
	case !bytes.Equal(name, s.open[len(s.open)-1]):
		return s.fail(at, source.Syntax, "</%s> stands where <%s> should end", show(name), show(s.open[len(s.open)-1]))
	}
	s.next = next + 1
	return s.end(name)
}

func (s *Scanner) end(name []byte) Kind {
	s.Name, s.Attributes = name, s.Attributes[:0]
	s.open = s.open[:len(s.open)-1]
	return End
}

// show is a name for a message.
func show(name []byte) string { return source.Printable(string(name[:min(len(name), quoted)])) }

const quoted = 60 // bytes of a name in a message

// name reads a name; it is empty when there is none.
func (s *Scanner) name(at int) (name []byte, next int) {
	next = at
	for next < len(s.Data) && isNameByte(s.Data[next]) {
		next++
	}
	if next > at && !isNameStart(s.Data[at]) {
		return nil, at
	}
	return s.Data[at:next], next
}

func isNameStart(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == ':' || c >= utf8.RuneSelf
}

func isNameByte(c byte) bool {
	return isNameStart(c) || c == '-' || c == '.' || c >= '0' && c <= '9'
}

func (s *Scanner) startTag() Kind {
	at := s.next
	name, next := s.name(at + 1)
	switch {
	case len(name) == 0:
		return s.fail(at, source.Syntax, "here should be the name of an element; write \"<\" in a text as \"&lt;\"")
	case len(s.open) == 0 && s.rooted:
		return s.fail(at, source.Syntax, "<%s> is a second root element", show(name))
	case len(s.open) == s.MaxDepth:
		return s.fail(at, source.Limit, "elements are nested deeper than %d", s.MaxDepth)
	}
	s.Attributes = s.Attributes[:0]
	s.rooted = true
	if !s.attributes(at, next) {
		return Done
	}
	s.Name = name
	s.open = append(s.open, name)
	return Start
}

// attributes reads up to the end of a start tag.
func (s *Scanner) attributes(tag, at int) bool {
	for {
		from := at
		for at < len(s.Data) && isSpace(s.Data[at]) {
			at++
		}
		switch {
		case at < len(s.Data) && s.Data[at] == '>':
			s.next = at + 1
			return true
		case at+1 < len(s.Data) && s.Data[at] == '/' && s.Data[at+1] == '>':
			s.next, s.closing = at+2, true
			return true
		case at == from || at >= len(s.Data):
			s.fail(tag, source.Syntax, "this tag is not complete")
			return false
		}
		if at = s.attribute(at); s.Err != nil {
			return false
		}
	}
}

// attribute reads one and returns the byte behind it.
func (s *Scanner) attribute(at int) int {
	name, next := s.name(at)
	for next < len(s.Data) && isSpace(s.Data[next]) {
		next++
	}
	if len(name) == 0 || next >= len(s.Data) || s.Data[next] != '=' {
		s.fail(at, source.Syntax, "here should be an attribute, as name=\"value\"")
		return at
	}
	next++
	for next < len(s.Data) && isSpace(s.Data[next]) {
		next++
	}
	if next >= len(s.Data) || s.Data[next] != '"' && s.Data[next] != '\'' {
		s.fail(at, source.Syntax, "the value of %s should stand in quotes", source.Quote(string(name)))
		return at
	}
	end := bytes.IndexByte(s.Data[next+1:], s.Data[next])
	if end < 0 {
		s.fail(at, source.Syntax, "the value of %s does not end", source.Quote(string(name)))
		return at
	}
	s.keep(at, name, s.Data[next+1:next+1+end], next+1)
	return next + 1 + end + 1
}

func (s *Scanner) keep(at int, name, raw []byte, rawAt int) {
	for i := range s.Attributes {
		if bytes.Equal(s.Attributes[i].Name, name) {
			s.fail(at, source.Duplicate, "attribute %s is set twice", source.Quote(string(name)))
			return
		}
	}
	if len(s.Attributes) == maxAttributes {
		s.fail(at, source.Limit, "an element has more than %d attributes", maxAttributes)
		return
	}
	if less := bytes.IndexByte(raw, '<'); less >= 0 {
		s.fail(rawAt+less, source.Syntax, "\"<\" in a value should be written as \"&lt;\"")
		return
	}
	s.Attributes = append(s.Attributes, Attribute{name, s.decode(raw, rawAt), at})
}

// Attribute returns the value of an attribute of the current start tag.
func (s *Scanner) Attribute(name string) (value []byte, at int, ok bool) {
	for _, a := range s.Attributes {
		if string(a.Name) == name {
			return a.Value, a.At, true
		}
	}
	return nil, s.At, false
}

// Skip goes behind the end of the element that just began.
func (s *Scanner) Skip() {
	for depth := 1; depth > 0; {
		switch s.Next() {
		case Start:
			depth++
		case End:
			depth--
		case Done:
			return
		}
	}
}

// Content is the text of the element that just began, without that of elements
// inside; it goes behind its end.
func (s *Scanner) Content() string {
	var out []byte
	for depth := 1; depth > 0; {
		switch s.Next() {
		case Start:
			depth++
		case End:
			depth--
		case Text:
			if depth == 1 {
				out = append(out, s.Text...)
			}
		case Done:
			return ""
		}
	}
	return string(bytes.TrimSpace(out))
}
