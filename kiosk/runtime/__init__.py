"""The process and its surroundings: data folder, log file, disks, display, console."""
