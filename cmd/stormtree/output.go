package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// output is where a command's data goes.
type output struct {
	file string // "" or "-" is standard output
}

func (o *output) flag(c *cobra.Command) {
	c.Flags().StringVarP(&o.file, "output", "o", "", "write to this file instead of standard output")
}

// write renders into memory first: a failed rendering leaves nothing behind.
func (o output) write(c *cobra.Command, render func(io.Writer) error) error {
	var buffer bytes.Buffer
	if err := render(&buffer); err != nil {
		return err
	}
	if o.standard() {
		_, err := c.OutOrStdout().Write(buffer.Bytes())
		return err
	}
	return replaceFile(o.file, buffer.Bytes())
}

// standard reports whether the output is standard output.
func (o output) standard() bool { return o.file == "" || o.file == "-" }

// told reports whether people see on standard output what a report says.
func (o output) told(format string) bool { return o.standard() && format == "text" }

// color reports whether the output is a terminal that wants colour.
func (o output) color(c *cobra.Command) bool {
	out, ok := c.OutOrStdout().(*os.File)
	return ok && o.standard() && os.Getenv("NO_COLOR") == "" && term.IsTerminal(int(out.Fd()))
}

// replaceFile writes beside the file and renames, so that a reader sees the old
// bytes or the new ones and never a part. An existing file keeps its mode.
func replaceFile(name string, data []byte) error {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		if info.IsDir() {
			return fmt.Errorf("%s is a directory", name)
		}
		if !info.Mode().IsRegular() { // a pipe or a device is written, not replaced
			return os.WriteFile(name, data, mode)
		}
		mode = info.Mode().Perm()
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	temp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	return writeAndRename(temp, name, data, mode)
}

func writeAndRename(temp *os.File, name string, data []byte, mode os.FileMode) error {
	if _, err := temp.Write(data); err != nil {
		temp.Close()
		return err
	}
	if err := temp.Chmod(mode); err != nil {
		temp.Close()
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}

// createFile writes a new file and refuses to touch an existing one.
func createFile(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if os.IsExist(err) {
		return fmt.Errorf("%s exists already; nothing was written", name)
	}
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
