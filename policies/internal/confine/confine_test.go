package confine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestMain is also the confined process that the tests look at, by its name.
func TestMain(m *testing.M) {
	if probe, ok := strings.CutPrefix(os.Args[0], "probe-"); ok {
		limit := time.Minute
		if probe == "spin" {
			limit = time.Second
		}
		if err := Self(limit); err != nil {
			fmt.Println("self:", err)
			os.Exit(1)
		}
		probes[probe]()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

var probes = map[string]func(){
	"look": func() {
		_, file := os.Open("/etc/passwd")
		_, folder := os.ReadDir("/")
		_, socket := net.Dial("tcp", "127.0.0.1:9")
		_, udp := net.Dial("udp", "127.0.0.1:9")
		program := exec.Command("/bin/true").Run()
		_, descriptor := os.NewFile(3, "inherited").Stat()
		fmt.Println(file != nil, folder != nil, socket != nil, udp != nil, program != nil, descriptor != nil)
		done := make(chan int)
		for range 50 { // threads still start, and timers still fire
			go func() {
				runtime.LockOSThread()
				time.Sleep(time.Millisecond)
				done <- 1
			}()
		}
		for range 50 {
			<-done
		}
		fmt.Println("done")
	},
	"remember": func() {
		var all [][]byte
		for range 200 {
			all = append(all, bytes.Repeat([]byte{1}, 64<<20))
		}
		fmt.Println("remembers", len(all))
	},
	"spin": func() {
		for n := 0; n >= 0; {
			n ^= 1
		}
	},
}

// confined runs a probe and returns what it prints and how it ends.
func confined(t *testing.T, probe string) (stdout, stderr string, err error) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	secret, err := os.Open(filepath.Join(t.TempDir(), "..")) // a descriptor that might be inherited
	if err != nil {
		t.Fatal(err)
	}
	defer secret.Close()
	t.Setenv("SECRET", "told")
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, program)
	cmd.Args = []string{"probe-" + probe}
	Command(cmd)
	var out, faults bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &faults
	err = cmd.Run()
	return out.String(), faults.String(), err
}

func TestAConfinedProcessReachesNothing(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("SKIPPED: this system confines nothing")
	}
	out, faults, err := confined(t, "look")
	if err != nil {
		t.Fatalf("%v\n%s%s", err, out, faults)
	}
	lines := strings.Split(out, "\n")
	if lines[0] != "true true true true true true" {
		t.Errorf("file, folder, tcp, udp, program, descriptor are refused: %s", lines[0])
	}
	if !slices.Contains(lines, "done") {
		t.Errorf("it does not get to the end:\n%s%s", out, faults)
	}
}

func TestTheEnvironmentIsEmpty(t *testing.T) {
	t.Setenv("SECRET", "told")
	cmd := &exec.Cmd{Path: "/nothing"}
	Command(cmd)
	for _, v := range cmd.Env {
		if !strings.HasPrefix(v, "GO") {
			t.Errorf("it is told %s", v)
		}
	}
	if len(cmd.Env) == 0 || cmd.Dir == "" {
		t.Error("empty would mean what this process has")
	}
}

func TestAConfinedProcessDiesOfGreed(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("SKIPPED: only Linux bounds the address space")
	}
	out, faults, err := confined(t, "remember")
	// the race detector dies in words of its own
	if err == nil || !strings.Contains(faults, "out of memory") && !strings.Contains(faults, "failed to allocate") && !strings.Contains(faults, "address space") {
		t.Errorf("%v\n%s%.500s", err, out, faults)
	}
}

func TestAConfinedProcessDiesOfSpinning(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("SKIPPED: this system has no limit of processor time")
	}
	_, _, err := confined(t, "spin")
	if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.SystemTime()+exit.UserTime() > 3*time.Second {
		t.Errorf("it ends with %v", err)
	}
}
