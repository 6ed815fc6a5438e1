package tree_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"runtime"
	"testing"

	"github.com/stormtree-dev/stormtree/convert/tree"
)

// million is how many leaves the large trees have.
const million = 1_000_000

// gates lists the gates of a tree without sharing, from the top on: two arguments
// below each, a chain, or everything below one.
func gates(shape string, n int, gate func(i int, operator string, arguments ...string)) {
	node := func(i int) string {
		if i >= n {
			return fmt.Sprint("e", i-n)
		}
		return fmt.Sprint("g", i)
	}
	operators := []string{"any", "all"}
	switch shape {
	case "binary":
		for i := 1; i < n; i++ {
			gate(i, operators[i%2], node(2*i), node(2*i+1))
		}
	case "deep":
		for i := 1; i < n; i++ {
			below := node(i + 1)
			gate(i, operators[i%2], below, fmt.Sprint("e", i))
		}
	case "wide":
		var arguments []string
		for i := range n {
			arguments = append(arguments, node(i+n))
		}
		gate(1, "any", arguments...)
	}
}

// largeJSON writes a tree of n leaves as a program would.
func largeJSON(shape string, n int) []byte {
	var out bytes.Buffer
	out.WriteString("{\"stormtree_tree\":1,\"top\":\"g1\",\"gates\":{")
	gates(shape, n, func(i int, operator string, arguments ...string) {
		if i > 1 {
			out.WriteString(",\n")
		}
		fmt.Fprintf(&out, "\"g%d\":{%q:[", i, operator)
		for j, a := range arguments {
			if j > 0 {
				out.WriteByte(',')
			}
			fmt.Fprintf(&out, "%q", a)
		}
		out.WriteString("]}")
	})
	out.WriteString("},\n\"leaves\":{")
	for i := range n {
		if i > 0 {
			out.WriteString(",\n")
		}
		fmt.Fprintf(&out, "\"e%d\":0.%06d", i, i)
	}
	out.WriteString("}}\n")
	return out.Bytes()
}

// BenchmarkRead reads a million leaves, on one core but for the garbage collector;
// heap-MB is what the process took for it, the text included.
func BenchmarkRead(b *testing.B) {
	for _, shape := range []string{"binary", "deep", "wide"} {
		b.Run(shape, func(b *testing.B) {
			data := largeJSON(shape, million)
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				d, problems := tree.Read("x.json", data)
				if len(problems) > 0 || len(d.Leaves) != million {
					b.Fatal(problems)
				}
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapSys)/1e6, "heap-MB")
		})
	}
}

// BenchmarkEncodingJSON only decodes the same text: into a map of gates as any, and
// one of leaves, without a check or a position.
func BenchmarkEncodingJSON(b *testing.B) {
	data := largeJSON("binary", million)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		var file struct {
			Gates  map[string]map[string][]string
			Leaves map[string]float64
		}
		if err := json.Unmarshal(data, &file); err != nil || len(file.Leaves) != million {
			b.Fatal(err)
		}
	}
}
