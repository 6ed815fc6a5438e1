package openpsa

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
)

const million = 1_000_000

// large writes a tree of n leaves as a program would: two arguments below each
// gate, a chain, or everything below one gate.
func large(shape string, n int) []byte {
	var out bytes.Buffer
	out.WriteString("<?xml version=\"1.0\"?>\n<opsa-mef>\n<define-fault-tree name=\"large\">\n")
	operators := []string{"or", "and"}
	node := func(i int) string {
		if i >= n {
			return fmt.Sprintf("<basic-event name=\"e%d\"/>\n", i-n)
		}
		return fmt.Sprintf("<gate name=\"g%d\"/>\n", i)
	}
	gate := func(i int, arguments ...string) {
		o := operators[i%2]
		fmt.Fprintf(&out, "<define-gate name=\"g%d\">\n<%s>\n", i, o)
		for _, a := range arguments {
			out.WriteString(a)
		}
		fmt.Fprintf(&out, "</%s>\n</define-gate>\n", o)
	}
	switch shape {
	case "binary":
		for i := 1; i < n; i++ {
			gate(i, node(2*i), node(2*i+1))
		}
	case "deep":
		for i := 1; i < n; i++ {
			gate(i, node(i+1), node(n+i))
		}
	case "wide":
		var arguments []string
		for i := range n {
			arguments = append(arguments, node(n+i))
		}
		gate(1, arguments...)
	}
	out.WriteString("</define-fault-tree>\n<model-data>\n")
	for i := range n {
		fmt.Fprintf(&out, "<define-basic-event name=\"e%d\">\n<float value=\"0.%06d\"/>\n</define-basic-event>\n", i, i)
	}
	out.WriteString("</model-data>\n</opsa-mef>\n")
	return out.Bytes()
}

// BenchmarkRead reads a million leaves, on one core but for the garbage collector;
// heap-MB is what the process took for it, the text included.
func BenchmarkRead(b *testing.B) {
	for _, shape := range []string{"binary", "deep", "wide"} {
		b.Run(shape, func(b *testing.B) {
			data := large(shape, million)
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				d, problems := Read("x.xml", data, Options{})
				if len(problems) > 0 || len(d.Leaves) != million {
					b.Fatal(len(problems), problems[:min(len(problems), 3)])
				}
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapSys)/1e6, "heap-MB")
		})
	}
}
