package markup

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// events writes what a scanner finds.
func events(text string) (string, *Error) {
	s := Scanner{Data: []byte(text), MaxDepth: 8}
	var out strings.Builder
	for {
		switch s.Next() {
		case Start:
			fmt.Fprintf(&out, "%d<%s", s.At, s.Name)
			for _, a := range s.Attributes {
				fmt.Fprintf(&out, " %d:%s=%q", a.At, a.Name, a.Value)
			}
			out.WriteString(">\n")
		case End:
			fmt.Fprintf(&out, "</%s>\n", s.Name)
		case Text:
			fmt.Fprintf(&out, "%d:%q\n", s.At, s.Text)
		case Done:
			return out.String(), s.Err
		}
	}
}

func TestEvents(t *testing.T) {
	for text, want := range map[string]string{
		"<a/>": "0<a>\n</a>\n",
		"\ufeff<?xml version='1.0'?>\n<!-- <x> -->\n<a >\n</a >\n<!-- -->": "38<a>\n</a>\n",
		"<a b='1' c = \"2'&amp;&#65;&#x42;\"/>":                            "0<a 3:b=\"1\" 9:c=\"2'&AB\">\n</a>\n",
		"<a> x &lt; y <b/>z<!-- -->w</a>":                                  "0<a>\n4:\"x < y\"\n13<b>\n</b>\n17:\"z\"\n26:\"w\"\n</a>\n",
		"<a><![CDATA[<b> & ]]></a>":                                        "0<a>\n3:\"<b> & \"\n</a>\n",
		"<é ü='ö'>ß</é>":                                                   "0<é 4:ü=\"ö\">\n12:\"ß\"\n</é>\n",
	} {
		got, err := events(text)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", text, err, diff)
		}
	}
}

func TestMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "0 there is no element here",
		" \n":                     "2 there is no element here",
		"a":                       "0 text stands outside of the root element",
		"<a/>b":                   "4 text stands outside of the root element",
		"<a/><![CDATA[b]]>":       "4 text stands outside of the root element",
		"<a/><b/>":                "4 <b> is a second root element",
		"<a>":                     "3 the text ends inside of <a>",
		"</a>":                    "0 </a> ends nothing",
		"<a></b>":                 "3 </b> stands where <a> should end",
		"<a></a":                  "3 this end tag is not complete",
		"<a":                      "0 this tag is not complete",
		"<a b='1'c='2'/>":         "0 this tag is not complete",
		"<a b='1' b='2'/>":        `9 attribute "b" is set twice`,
		"<a b/>":                  `3 here should be an attribute, as name="value"`,
		"<a b=1/>":                `3 the value of "b" should stand in quotes`,
		"<a b='1/>":               `3 the value of "b" does not end`,
		"<a b='<'/>":              `6 "<" in a value should be written as "&lt;"`,
		"<a>&amp</a>":             `3 "&" should be written as "&amp;"`,
		"<a>&b;</a>":              `3 the entity "&b;" is unknown; only those of XML itself are read`,
		"<a>&#0;</a>":             `3 the entity "&#0;" is unknown; only those of XML itself are read`,
		"<a>&#xD800;</a>":         `3 the entity "&#xD800;" is unknown; only those of XML itself are read`,
		"<a>\x01</a>":             "3 a control character is not allowed in XML",
		"<a b='\x01'/>":           "6 a control character is not allowed in XML",
		"<a><![CDATA[\x01]]></a>": "12 a control character is not allowed in XML",
		"<a>\xff</a>":             "3 this is not UTF-8 text",
		"\xff\xfe<\x00":           "0 this is UTF-16; it should be UTF-8",
		"<!-- ":                   `0 this "<!--" does not end`,
		"<?xml ":                  `0 this "<?" does not end`,
		"<a><![CDATA[":            `3 this "<![CDATA[" does not end`,
		"<!ELEMENT a>":            `0 "<!ELEMENT a>" is not XML that is read here`,
		"<a>< b/></a>":            `3 here should be the name of an element; write "<" in a text as "&lt;"`,
		"<1/>":                    `0 here should be the name of an element; write "<" in a text as "&lt;"`,
		"<!DOCTYPE a>":            `0 document types ("<!DOCTYPE") are refused: they may define entities without end; remove it`,
		strings.Repeat("<a>", 9):  "24 elements are nested deeper than 8",
	} {
		_, err := events(text)
		if err == nil || fmt.Sprint(err.At, " ", err.Message) != want {
			t.Errorf("%q: got %+v, want %s", text, err, want)
		}
	}
	var many strings.Builder
	for i := range 65 {
		fmt.Fprintf(&many, " a%d=''", i)
	}
	if _, err := events("<a" + many.String() + "/>"); err == nil || err.Message != "an element has more than 64 attributes" {
		t.Errorf("%+v", err)
	}
}

func TestContentAndSkip(t *testing.T) {
	s := Scanner{Data: []byte("<a><b> x<c>y</c> &amp;<![CDATA[ z]]> </b><d><e/></d>f</a>"), MaxDepth: 8}
	s.Next()
	s.Next()
	if got := s.Content(); got != "x& z" {
		t.Errorf("got %q", got)
	}
	s.Next()
	if s.Skip(); s.Next() != Text || string(s.Text) != "f" || s.Depth() != 1 {
		t.Errorf("at %q", s.Text)
	}
}

// FuzzNext: whatever the bytes, the scanner ends, with mistakes inside of the text;
// and what it accepts, encoding/xml reads as the same elements and attributes.
func FuzzNext(f *testing.F) {
	for _, text := range []string{
		"<a b='1' c = \"2&amp;&#65;&#x42;\"/>", "<a> x <b/>z<!-- -->w<![CDATA[<b> & ]]></a>", "\ufeff<?xml version='1.0'?>\n<!-- x -->\n<a >\n</a >\n",
		"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<é ü='ö'>ß</é>", "<a:b c:d='e'/>",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s := Scanner{Data: data, MaxDepth: 64}
		var got []string
		for kind := s.Next(); kind != Done; kind = s.Next() {
			if kind == Start {
				got = append(got, string(s.Name))
				for _, a := range s.Attributes {
					got = append(got, string(a.Name)+"="+string(a.Value))
				}
			}
		}
		if s.Err != nil {
			if s.Err.At < 0 || s.Err.At > len(data) || s.Err.Message == "" {
				t.Fatalf("%+v", s.Err)
			}
			return
		}
		if want, ok := standard(data); ok && !cmp.Equal(want, got) {
			t.Fatal(cmp.Diff(want, got))
		}
	})
}

// standard is the elements that encoding/xml finds; it refuses some that we let be,
// as wrong comments, and changes line ends.
func standard(data []byte) (list []string, ok bool) {
	if bytes.ContainsAny(data, "\r") {
		return nil, false
	}
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	for {
		token, err := d.RawToken()
		if err != nil {
			return list, errors.Is(err, io.EOF)
		}
		if start, isStart := token.(xml.StartElement); isStart {
			list = append(list, whole(start.Name))
			for _, a := range start.Attr {
				list = append(list, whole(a.Name)+"="+a.Value)
			}
		}
	}
}

func whole(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// document is what fault trees look like.
func document() []byte {
	var out bytes.Buffer
	out.WriteString("<a>\n")
	for i := range 100_000 {
		fmt.Fprintf(&out, "<define-basic-event name=\"e%d\">\n<float value=\"0.%06d\"/>\n</define-basic-event>\n", i, i)
	}
	out.WriteString("</a>\n")
	return out.Bytes()
}

// BenchmarkScanner and BenchmarkEncodingXML read the same text.
func BenchmarkScanner(b *testing.B) {
	data := document()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		s := Scanner{Data: data, MaxDepth: 8}
		for s.Next() != Done {
		}
		if s.Err != nil {
			b.Fatal(s.Err)
		}
	}
}

func BenchmarkEncodingXML(b *testing.B) {
	data := document()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		d := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := d.Token(); err != nil {
				break
			}
		}
	}
}
