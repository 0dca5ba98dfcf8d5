package com.example.directory;

/** What a station measures now. */
record Report(String station, int degrees) {

}
