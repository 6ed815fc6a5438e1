package tree

import "bytes"

// Format is a format of tree files.
type Format uint8

// The formats.
const (
	Unknown Format = iota
	JSON           // tree JSON
	OpenPSA        // Open-PSA Model Exchange Format, or any other XML that is not ADTool's
	ADTool         // ADTool's XML
)

// Sniff tells which format of tree a text has, by its first key or its root
// element. Unknown is neither JSON of ours nor XML: perhaps a model.
func Sniff(data []byte) Format {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	if inside, ok := bytes.CutPrefix(data, []byte("{")); ok {
		if bytes.HasPrefix(bytes.TrimLeft(inside, " \t\r\n"), []byte("\"stormtree_tree\"")) {
			return JSON
		}
		return Unknown
	}
	if !bytes.HasPrefix(data, []byte("<")) {
		return Unknown
	}
	for _, name := range []string{"<adtree", "<sandtree"} {
		if bytes.HasPrefix(root(data), []byte(name)) {
			return ADTool
		}
	}
	return OpenPSA
}

// root is the text from the root element on.
func root(data []byte) []byte {
	for {
		data = bytes.TrimLeft(data, " \t\r\n")
		end := ""
		switch {
		case bytes.HasPrefix(data, []byte("<?")):
			end = "?>"
		case bytes.HasPrefix(data, []byte("<!--")):
			end = "-->"
		default:
			return doctype(data)
		}
		_, after, ok := bytes.Cut(data, []byte(end))
		if !ok {
			return data
		}
		data = after
	}
}

// doctype makes of a document type, which the readers refuse, the element that it names.
func doctype(data []byte) []byte {
	if name, ok := bytes.CutPrefix(data, []byte("<!DOCTYPE ")); ok {
		return append([]byte("<"), name[:min(len(name), 16)]...)
	}
	return data
}
