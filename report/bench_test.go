package report

import (
	"io"
	"testing"
)

// BenchmarkFormats writes a register of about 800 risks and 1,000 findings in each format.
func BenchmarkFormats(b *testing.B) {
	r := crowd(200)
	for _, format := range Formats() {
		size := len(in(b, format, r, plainOptions))
		b.Run(format, func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				if err := Write(io.Discard, format, r, plainOptions); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
